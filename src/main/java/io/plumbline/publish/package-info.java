/**
 * Who is told: webhooks through a durable outbox, InfluxDB, and the figures of the board for
 * Prometheus.
 */
package io.plumbline.publish;
