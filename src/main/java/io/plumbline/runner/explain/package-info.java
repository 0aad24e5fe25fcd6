/** Why something was found: counted again from what is kept, and said in words. */
package io.plumbline.runner.explain;
