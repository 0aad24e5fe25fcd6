/** What a person sees: the pages of the console and their live updates. */
package io.plumbline.console;
