/** What did we accept, in what order? Durable, replayable. */
package io.plumbline.journal;
