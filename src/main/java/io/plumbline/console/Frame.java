package io.plumbline.console;

/**
 * What surrounds every page.
 *
 * @param title title of the page
 * @param section the section it belongs to: {@code services}, {@code clocks}, {@code findings} or
 *     {@code rules}
 * @param nonce the nonce of this response for the style that the browser's script adds
 * @param stream what keeps the page up to date; empty when nothing does
 * @param assets where the files are
 */
public record Frame(String title, String section, String nonce, String stream, Assets assets) {

  /** The stream of the board. */
  static final String BOARD = "/stream";

  /** Whether the page is kept up to date. */
  public boolean live() {
    return !stream.isEmpty();
  }

  /** Whether it is the board, to whose parts the sections lead. */
  public boolean board() {
    return stream.equals(BOARD);
  }
}
