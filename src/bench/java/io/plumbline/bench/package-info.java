/** What does it cost? Figures for the README, each by one command; nothing here is a test. */
package io.plumbline.bench;
