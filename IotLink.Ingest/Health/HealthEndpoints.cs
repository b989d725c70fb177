using IotLink.Core.Health;

namespace IotLink.Ingest.Health;

/// <summary>What an orchestrator asks: is the process alive, may it get traffic, and its figures.</summary>
public static class HealthEndpoints
{
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz/live", () => Results.Json(new { state = "ok" })).ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/healthz/ready", Ready).ExcludeFromDescription().AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        return app;
    }

    private static IResult Ready(IEnumerable<IPart> parts)
    {
        var statuses = parts.Select(p => p.Status).ToArray();
        var ready = statuses.All(s => s.State != PartState.Down);
        return Results.Json(
            new
            {
                ready,
                parts = statuses.ToDictionary(s => s.Part, s => new { state = StateWord(s.State), detail = s.Detail }),
            },
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string StateWord(PartState state) => state switch
    {
        PartState.Ok => "ok",
        PartState.Degraded => "degraded",
        _ => "down",
    };
}
