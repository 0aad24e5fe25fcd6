/** The read API: what stands, as JSON for programs. */
package io.plumbline.console.api;
