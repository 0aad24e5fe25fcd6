/** How is it assembled? Configuration, wiring, reload, health, shutdown. */
package io.plumbline.app;
