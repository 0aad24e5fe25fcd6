/** How is a data folder looked after? Backup, restore, examination. */
package io.plumbline.app.upkeep;
