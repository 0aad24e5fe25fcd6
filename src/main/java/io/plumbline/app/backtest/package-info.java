/** Backtests as people and programs ask for them: folders, files, reports. */
package io.plumbline.app.backtest;
