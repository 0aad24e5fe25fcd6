/**
 * How does it get in? One decoder per protocol, one gate. The event loop collects bodies and
 * answers; the journal's thread decodes, gives series their ids and keeps the columns.
 */
package io.plumbline.ingest;
