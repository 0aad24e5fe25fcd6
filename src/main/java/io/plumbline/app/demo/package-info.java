/**
 * The world that the demo shows: a small shop with a month behind it and two eventful minutes
 * ahead. Everything follows from a seed and an instant; nothing here sends, waits or reads a clock.
 */
package io.plumbline.app.demo;
