package io.plumbline.catalogue;

/**
 * One file of the rules folder, before anything is made of it.
 *
 * @param path path below the rules folder, with forward slashes; its first part is the pack
 * @param text its content
 */
public record SourceFile(String path, String text) {}
