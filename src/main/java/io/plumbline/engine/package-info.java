/** What does it amount to? A deterministic fold over signals: no clock, no input, no output. */
package io.plumbline.engine;
