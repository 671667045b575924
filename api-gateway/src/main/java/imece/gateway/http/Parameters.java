package imece.gateway.http;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes the parameter types of this gateway known to Spring MVC. */
@Component
class Parameters implements WebMvcConfigurer {

    private final List<HandlerMethodArgumentResolver> ours;

    Parameters(List<HandlerMethodArgumentResolver> ours) {
        this.ours = ours;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(ours);
    }
}
