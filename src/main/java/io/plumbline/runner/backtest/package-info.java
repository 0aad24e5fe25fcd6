/** The past judged again under other rules, and what that changes. */
package io.plumbline.runner.backtest;
