/** What every call over HTTP shares: reading a request, pages of lists, refusals as problem details, filters, the web app's files. */
@NullMarked
package imece.gateway.http;

import org.jspecify.annotations.NullMarked;
