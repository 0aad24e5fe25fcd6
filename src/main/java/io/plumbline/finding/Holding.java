package io.plumbline.finding;

import java.time.Duration;

/**
 * How much of a clock's time counted while one group had the ticket. The holdings of a clock add up
 * to the time that it counted.
 *
 * @param holder the group, empty before anybody was named
 * @param counted time counted, holds and hours without service left out
 */
public record Holding(String holder, Duration counted) {}
