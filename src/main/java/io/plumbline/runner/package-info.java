/** Who turns the crank? Drives the engine over the journal. */
package io.plumbline.runner;
