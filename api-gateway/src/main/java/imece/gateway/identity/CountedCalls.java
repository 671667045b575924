package imece.gateway.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts calls, and those among them that say they were forwarded, by the address that they come from: so the doctor can tell of a proxy
 * that nobody trusts yet. Addresses are counted for the first few only, for anybody may send the header.
 */
@Component
@Order(CountedCalls.BEFORE_THE_CHAIN)
class CountedCalls extends OncePerRequestFilter {

    static final int BEFORE_THE_CHAIN = -150;
    private static final int MOST_ADDRESSES = 20;
    private static final String FORWARDED = "X-Forwarded-For";

    private final MeterRegistry meters;
    private final Counter calls;
    private final Map<String, Counter> forwarded = new ConcurrentHashMap<>();

    CountedCalls(MeterRegistry meters) {
        this.meters = meters;
        this.calls = meters.counter("imece.calls");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        calls.increment();
        if (request.getHeader(FORWARDED) != null) {
            Counter counter = ofAddress(String.valueOf(request.getRemoteAddr()));
            if (counter != null) {
                counter.increment();
            }
        }
        chain.doFilter(request, response);
    }

    private @Nullable Counter ofAddress(String address) {
        return forwarded.size() < MOST_ADDRESSES
                ? forwarded.computeIfAbsent(
                        address, unseen -> meters.counter("imece.calls.forwarded", "address", unseen))
                : forwarded.get(address);
    }
}
