package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import imece.gateway.http.Problem;
import imece.gateway.http.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses whatever is asked under a name that is not the farm's, WebSockets and metrics too. Both names count, that of the
 * request and that which a trusted proxy forwards: a page may send {@code X-Forwarded-Host} to its own host, and a proxy may
 * pass it on. Who sends no name at all (HTTP/1.0) is no browser.
 */
class UnknownHosts extends OncePerRequestFilter {

    private final ProblemWriter problems;
    private final HostNames names;

    UnknownHosts(ProblemWriter problems, GatewaySettings settings) {
        this.problems = problems;
        this.names = new HostNames(settings);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (known(request)) {
            chain.doFilter(request, response);
        } else {
            problems.write(
                    response,
                    Problem.of(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "unknown-host",
                            "This farm is not known by the name that was asked for. Its operator can add the name to"
                                    + " imece.gateway.allowed-hosts."));
        }
    }

    /** Where it stands: before what asks who somebody is, behind the headers of every answer. */
    @ManagementContextConfiguration
    static class UnknownHostsEverywhere {

        private static final int ORDER = 15;

        /** Made by the gateway's own server, and once more by that of the management port, if there is one. */
        @Bean
        FilterRegistrationBean<UnknownHosts> unknownHosts(ProblemWriter problems, GatewaySettings settings) {
            FilterRegistrationBean<UnknownHosts> filter =
                    new FilterRegistrationBean<>(new UnknownHosts(problems, settings));
            filter.setOrder(ORDER);
            return filter;
        }
    }

    private boolean known(HttpServletRequest request) {
        String effective = request.getServerName();
        return Collections.list(request.getHeaders(HttpHeaders.HOST)).stream().allMatch(names::includes)
                && (effective == null || effective.isEmpty() || names.includes(effective));
    }
}
