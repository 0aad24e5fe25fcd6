/** How services stand, as others may know it: those that depend on them, and the portfolio. */
package io.plumbline.engine.portfolio;
