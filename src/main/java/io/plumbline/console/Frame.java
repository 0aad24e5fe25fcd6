package io.plumbline.console;

/**
 * What surrounds every page.
 *
 * @param title title of the page
 * @param section the section it belongs to: {@code services}, {@code clocks} or {@code findings}
 * @param nonce the nonce of this response for the style that the browser's script adds
 * @param live whether the page is kept up to date
 * @param assets where the files are
 */
public record Frame(String title, String section, String nonce, boolean live, Assets assets) {}
