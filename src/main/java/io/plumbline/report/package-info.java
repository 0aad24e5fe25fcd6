/** What stands, and for which period: the board of all services and the archive of findings. */
package io.plumbline.report;
