/** A run's report: terminal, JSON, Markdown, pictures. */
@NullMarked
package imece.bench.report;

import org.jspecify.annotations.NullMarked;
