/** Figures as values: medians, spreads, goals, percentiles. Knows neither servers nor files. */
@NullMarked
package imece.bench.stats;

import org.jspecify.annotations.NullMarked;
