/** What a backtest came to, as people and programs read it. */
package io.plumbline.console.backtest;
