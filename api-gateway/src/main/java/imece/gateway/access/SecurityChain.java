package imece.gateway.access;

import imece.gateway.AccessSettings;
import imece.gateway.GatewaySettings;
import imece.gateway.audit.AuditLog;
import imece.gateway.http.ProblemWriter;
import imece.gateway.key.KeyCallers;
import imece.gateway.operator.Operators;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * The one chain that every request passes, behind the headers of every answer and the names of hosts. Spring Security has its
 * frame: filters in order, one decision per call, one place that answers refusals. What it would add for pages of its own (forms,
 * sessions, headers, tokens against other pages' forms) is off, for all of that is decided here already.
 */
@Configuration(proxyBeanMethods = false)
class SecurityChain {

    @Bean
    SecurityFilterChain calls(
            HttpSecurity http,
            CallerIdentification identification,
            KeyCallers keys,
            Operators operators,
            ProblemWriter problems,
            GatewaySettings gateway,
            AccessSettings access,
            OidcSignIn oidc,
            AuditLog audit)
            throws Exception {
        RefusedCalls refused = new RefusedCalls(problems);
        http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .addFilterAfter(new KeyPages(keys, problems), ExceptionTranslationFilter.class)
                .addFilterAfter(new ForeignOrigins(problems, gateway), KeyPages.class)
                .addFilterAfter(new CallerFilter(identification, problems), ForeignOrigins.class)
                .authorizeHttpRequests(calls -> CallNeeds.ALL.forEach(each -> calls.requestMatchers(each.matcher())
                        .access(new CallPolicy(each.need(), operators, access, audit))));
        oidc.addTo(http);
        return http.build();
    }

    /** Requests come as they are: only what Spring MVC makes of an address decides about it, here as there. */
    @Bean
    HttpFirewall httpFirewall() {
        return new AsItCame();
    }
}
