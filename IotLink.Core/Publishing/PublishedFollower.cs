using IotLink.Core.Live;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IotLink.Core.Publishing;

/// <summary>
/// Keeps the plans of this process in step with what is published, wherever it was: at once when this process signals, and by asking the
/// store for its edition every second for what other hosts did.
/// </summary>
public sealed partial class PublishedFollower(
    PublishedPlans plans, CatalogueRegistration catalogue, ILiveFeed live, TimeProvider time, ILogger<PublishedFollower> log) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Gateways and pipeline start after this: no message meets a product whose documents were not read yet.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await catalogue.RegisterAsync(cancellationToken);
        await plans.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signals = live.Subscribe(LiveTopic.Documents, TimeSpan.FromMilliseconds(50), () => RefreshAsync(stoppingToken));
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await RefreshAsync(stoppingToken);
    }

    private async Task RefreshAsync(CancellationToken ct)
    {
        try
        {
            if (!await plans.RefreshAsync(ct)) return;
            LogEdition(plans.Current.Edition, plans.Status.Detail);
            live.Signal(LiveTopic.Documents);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBehind(e);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Documents of edition {Edition} are in force: {Detail}")]
    private partial void LogEdition(long edition, string detail);

    [LoggerMessage(2, LogLevel.Warning, "The published documents could not be read; the last ones known are used.")]
    private partial void LogBehind(Exception e);
}
