/**
 * Reads the export of a service desk and sends it, as lifecycle events, through the daemon's gate.
 */
package io.plumbline.app.intake;
