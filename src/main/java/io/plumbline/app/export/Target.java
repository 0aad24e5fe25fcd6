package io.plumbline.app.export;

import java.net.URI;

/**
 * Where to send.
 *
 * @param traffic address of the daemon's traffic listener
 * @param token a token it takes; on loopback anything
 */
public record Target(URI traffic, String token) {}
