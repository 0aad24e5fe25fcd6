/**
 * What was, as exactly as it was judged: applied increments, daily checkpoints, their retention.
 */
package io.plumbline.runner.history;
