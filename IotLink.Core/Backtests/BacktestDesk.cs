using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Calendars;
using IotLink.Core.Documents;
using IotLink.Core.Live;
using IotLink.Core.Products;

namespace IotLink.Core.Backtests;

/// <summary>
/// What people ask of the past before they publish rules. The right is checked here: authors and reviewers ask, the lab looks. A backtest
/// changes nothing but the list of backtests.
/// </summary>
public sealed class BacktestDesk(IBacktestStore backtests, IDocumentStore documents, IAuditLog audit, ILiveFeed live, SiteCalendar calendar, TimeProvider time)
{
    public static readonly TimeSpan LongestRange = TimeSpan.FromDays(366);

    /// <summary>How many may wait at a time.</summary>
    private const int MostWaiting = 20;

    /// <summary>Whether this viewer may ask for one.</summary>
    public static bool MayAsk(Viewer viewer) => viewer.May(Permission.AuthorDocuments) || viewer.May(Permission.ReviewDocuments);

    /// <summary>Of one document, newest first.</summary>
    public async Task<IReadOnlyList<BacktestJob>> RecentAsync(Viewer viewer, DocumentKey document, int count, CancellationToken ct) =>
        viewer.May(Permission.ViewDocuments) ? await backtests.RecentAsync(document, count, ct) : [];

    public async Task<BacktestJob?> FindAsync(Viewer viewer, string id, CancellationToken ct) =>
        viewer.May(Permission.ViewDocuments) ? await backtests.FindAsync(id, ct) : null;

    /// <summary>What is published is looked up here: the request need not bring it.</summary>
    /// <returns>The job, or why there is none.</returns>
    public async Task<BacktestAnswer> AskAsync(Viewer viewer, BacktestRequest request, CancellationToken ct)
    {
        if (!MayAsk(viewer)) return BacktestAnswer.No("backtest.forbidden", "Only authors and reviewers of the lab may ask for a backtest.");
        if (Check(request) is { } fault) return new(null, fault);
        if ((await backtests.RecentAsync(null, MostWaiting, ct)).Count(b => b.IsWork) >= MostWaiting)
            return BacktestAnswer.No("backtest.busy", $"{MostWaiting} backtests are waiting already.");
        if (await documents.FindAsync(request.Document, ct) is { Published: { } version })
            request = request with { Published = await documents.TextAsync(request.Document, version.Number, ct), PublishedVersion = version.Number };
        var now = time.GetUtcNow();
        var job = new BacktestJob(Guid.CreateVersion7(now).ToString("N"), request, viewer.UserId, viewer.Name, now);
        await backtests.AddAsync(job, ct);
        await audit.WriteAsync(new(now, viewer.UserId, viewer.Name, "backtest.ask", job.Id, $"{request.Document} {request.From:o} {request.To:o}"), ct);
        live.Signal(LiveTopic.Backtests);
        return new(job, null);
    }

    public async Task<BacktestAnswer> CancelAsync(Viewer viewer, string id, CancellationToken ct)
    {
        if (!MayAsk(viewer)) return BacktestAnswer.No("backtest.forbidden", "Only authors and reviewers of the lab may cancel.");
        var job = await backtests.ChangeAsync(id, j => j.Cancel(), ct);
        live.Signal(LiveTopic.Backtests);
        return job is null ? BacktestAnswer.No("backtest.state", "There is nothing to cancel.") : new(job, null);
    }

    private BacktestFault? Check(BacktestRequest request)
    {
        if (request.Document is not { Kind: DocumentKind.Rule, Product: { } product }) return new("backtest.text", "Only rules of a product can be tried on the past.");
        if (request.From >= request.To) return new("backtest.range", "The range ends before it begins.");
        if (request.To - request.From > LongestRange) return new("backtest.range", "At most 366 days at a time.");
        if (request.Devices.Count > 1000) return new("backtest.devices", "At most 1,000 devices can be named; without any, all are looked at.");
        if (request.Sweep is { } sweep && (sweep.Steps is < 2 or > SweepRequest.MostSteps || !(sweep.From < sweep.To) || !double.IsFinite(sweep.To - sweep.From)))
            return new("backtest.sweep", $"A sweep goes upwards in 2 to {SweepRequest.MostSteps} steps.");
        var faults = new List<DocumentFault>();
        if (Backtest.Begin(request, new MetricSchema(product), calendar, faults) is not null) return null;
        var ofSweep = faults.Find(f => f.Code == "backtest.sweep") is not null || (request.Sweep is not null && Backtest.Begin(request with { Sweep = null }, new MetricSchema(product), calendar, []) is not null);
        return new(ofSweep ? "backtest.sweep" : "backtest.text", string.Join(' ', faults.Take(5)));
    }
}

/// <param name="Job">null exactly when there is a fault.</param>
public sealed record BacktestAnswer(BacktestJob? Job, BacktestFault? Fault)
{
    public static BacktestAnswer No(string code, string detail) => new(null, new(code, detail));
}
