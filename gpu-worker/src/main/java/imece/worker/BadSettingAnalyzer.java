package imece.worker;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a bad setting in a sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class BadSettingAnalyzer extends AbstractFailureAnalyzer<BadSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadSetting cause) {
        return new FailureAnalysis(
                "The worker can't start: " + cause.getMessage(),
                "Give it on the command line (--name=value), in worker.yml, or as an environment variable.",
                cause);
    }
}
