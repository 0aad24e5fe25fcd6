/** Stories told to the rules under virtual time, and what they are expected to make of them. */
package io.plumbline.runner.scenario;
