using IotLink.Core.Accounts;
using IotLink.Core.Alarms;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Backtests;

/// <summary>What rules on shadow run would have told people, beside what they were really told. For who may see documents.</summary>
public sealed class ShadowDesk(IRuleFirings firings, IAlarmStore alarms, SiteCalendar calendar)
{
    private const int Most = 10_000;

    /// <param name="rules">Ids of the rules on shadow run.</param>
    /// <returns>null when the viewer may not.</returns>
    public async Task<ShadowRun?> FindAsync(
        Viewer viewer, ProductId product, IReadOnlyCollection<string> rules, DateTimeOffset from, DateTimeOffset to, CancellationToken ct)
    {
        if (!viewer.May(Permission.ViewDocuments)) return null;
        var window = new BacktestWindow(from, null, calendar);
        var (shadow, live) = (new CourseTally(window, Most), new CourseTally(window, Most));
        foreach (var rule in rules)
        {
            var said = await firings.ListAsync(product, rule, from, to, Most, ct);
            foreach (var firing in said.Reverse())
            {
                if (firing.Raise) shadow.Begin(firing.Device, rule, firing.At, firing.Evidence, firing.Position);
                else shadow.End(firing.Device, rule, firing.At);
            }
        }

        var told = (await alarms.SpansAsync(product, from, to, Most, ct)).Where(a => !rules.Contains(a.Code)).ToList();
        foreach (var alarm in told.Where(a => a.From >= from))
        {
            live.Begin(alarm.Device, alarm.Code, alarm.From, alarm.Evidence, default);
            if (alarm.To is { } end) live.End(alarm.Device, alarm.Code, end);
        }

        // Whatever rule woke people about that device at that time: they knew.
        var known = new Firings(told.Select(a => (a.Device, "", a.From, a.To)));
        var shown = new Firings(shadow.Firings.Select(f => (f.Device, "", f.From, f.To)));
        var same = shadow.Firings.LongCount(f => known.Meets(f.Device, "", f.From, f.To));
        return new(from, to, Of(shadow, known), Of(live, shown), new(same, shadow.Alarms - same, live.Firings.LongCount(f => !shown.Meets(f.Device, "", f.From, f.To))));

        CourseResult Of(CourseTally tally, Firings others) => tally.Result(to) with
        {
            Firings = [.. tally.Firings.Take(Backtest.MostShown).Select(f => f with { IsShared = others.Meets(f.Device, "", f.From, f.To) })],
        };
    }
}

/// <param name="Shadow">What the rules on shadow run would have raised.</param>
/// <param name="Live">What other rules and devices' own reports of the product really raised.</param>
/// <param name="Comparison">By device and time, whatever the rule.</param>
public sealed record ShadowRun(DateTimeOffset From, DateTimeOffset To, CourseResult Shadow, CourseResult Live, CourseComparison Comparison);
