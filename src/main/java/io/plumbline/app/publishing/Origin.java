package io.plumbline.app.publishing;

import io.plumbline.signal.Publication;

/**
 * Who wrote a text, why, and how it comes to judge.
 *
 * @param author who wrote it
 * @param reason why
 * @param publication how it comes to judge
 */
public record Origin(String author, String reason, Publication publication) {}
