using IotLink.Core.Alarms;
using IotLink.Core.Calendars;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Backtests;

/// <summary>
/// Tries a draft, what is published, and the draft with other numbers on the same readings, in one walk through the past. Each has an
/// engine of its own: the live one, fed in the order of the stream. Pure; for one thread.
/// </summary>
public sealed class Backtest
{
    /// <summary>Alarms that are shown one by one.</summary>
    public const int MostShown = 1000;

    /// <summary>Alarms that are compared one by one.</summary>
    private const int MostCompared = 100_000;

    private readonly BacktestWindow _window;
    private readonly Course _draft;
    private readonly Course? _published;
    private readonly List<(double Value, Course Course)> _sweep = [];
    private readonly List<Course> _all;
    private readonly Queue<UnheardTime> _unheard;
    private long _readings;

    private Backtest(
        BacktestWindow window, CompiledRuleset draft, CompiledRuleset? published, IEnumerable<(double Value, CompiledRuleset Rules)> sweep,
        IEnumerable<UnheardTime> unheard, Action<RuleVerdict>? said)
    {
        (_window, Rules, _unheard) = (window, draft, new(unheard));
        _draft = new(draft, window, MostCompared) { Said = said };
        _published = published is null ? null : new(published, window, MostCompared);
        _sweep = [.. sweep.Select(s => (s.Value, new Course(s.Rules, window, 0)))];
        _all = [_draft, .. _published is null ? [] : (Course[])[_published], .. _sweep.Select(s => s.Course)];
        LooksBack = TimeSpan.FromTicks(Math.Max(draft.LooksBack.Ticks, published?.LooksBack.Ticks ?? 0));
        ComparesPeers = draft.ComparesPeers || published?.ComparesPeers == true;
    }

    /// <summary>The draft's.</summary>
    public CompiledRuleset Rules { get; }

    /// <summary>How long before the range the readings should begin, for the rules to be warm at its beginning.</summary>
    public TimeSpan LooksBack { get; }

    /// <summary>Whether the readings of all of the product's devices are needed, whichever are counted.</summary>
    public bool ComparesPeers { get; }

    /// <param name="schema">The product's; the readings must be on it.</param>
    /// <param name="unheard">When nobody listened in that part of the past, oldest first: it is no silence here either.</param>
    /// <param name="said">Called with each verdict of the draft.</param>
    /// <returns>null when a text has faults, or the sweep names no number of it.</returns>
    public static Backtest? Begin(
        BacktestRequest request, MetricSchema schema, SiteCalendar calendar, List<DocumentFault> faults, IReadOnlyList<UnheardTime>? unheard = null,
        Action<RuleVerdict>? said = null)
    {
        var devices = request.Devices.Count == 0 ? null : request.Devices.ToHashSet();
        if (CompiledRuleset.Compile([request.Text], schema, 0, faults) is not { } draft) return null;
        var published = request.Published is { } text ? CompiledRuleset.Compile([text], schema, request.PublishedVersion, []) : null;
        var sweep = new List<(double, CompiledRuleset)>();
        if (request.Sweep is { } wish)
        {
            var knobs = RuleKnobs.Of(request.Text);
            if (knobs.FirstOrDefault(k => k.Id == wish.Knob) is not { } knob)
            {
                faults.Add(new("backtest.sweep", $"There is no number '{wish.Knob}' in the rule. There are: {string.Join(", ", knobs.Select(k => k.Id))}.", 1, 1, ""));
                return null;
            }

            foreach (var value in wish.Values.Select(knob.Fit).Distinct())
            {
                if (CompiledRuleset.Compile([knob.Put(request.Text, value)], schema, 0, faults) is not { } rules) return null;
                sweep.Add((value, rules));
            }
        }

        return new(new(request.From, devices, calendar), draft, published, sweep, unheard ?? [], said);
    }

    /// <summary>The next reading in the order of the stream.</summary>
    public void Take(Reading reading, Device device)
    {
        _readings++;
        Miss(reading.IngestTimestamp);
        foreach (var course in _all) course.Take(reading, device);
    }

    /// <param name="until">The end of the range: timers ring until there.</param>
    /// <param name="devices">How many devices the counts are about.</param>
    /// <param name="told">Alarms that were really raised in the range: those that people have given a verdict on are looked for in the draft's.</param>
    public BacktestResult Finish(DateTimeOffset until, int devices, IReadOnlyList<AlarmSpan> told)
    {
        var judged = told.Where(t => t.Useful is not null && t.From >= _window.From && _window.Counts(t.Device) && Rules.Rules.Any(r => r.RuleId == t.Code)).ToList();
        Miss(until);
        foreach (var course in _all) course.Finish(until);
        var (drafts, others) = (IndexOf(_draft), _published is null ? null : IndexOf(_published));
        var draft = _draft.Tally.Result(until) with { Firings = Shown(_draft, others) };
        var days = Math.Max(1.0 / 24, (until - _window.From).TotalDays);
        return new(_window.From, until, devices, _readings, draft)
        {
            Published = _published?.Tally.Result(until) is { } published ? published with { Firings = Shown(_published, drafts) } : null,
            Comparison = _published is null ? null : Compare(_published, drafts, others!),
            Verdicts = judged.Count == 0 ? null : Judge(judged, drafts),
            Sweep = [.. _sweep.Select(s => new SweepPoint(s.Value, s.Course.Tally.Alarms, s.Course.Tally.Alarms / days, s.Course.Tally.Devices))],
            NotCovered = [.. Rules.Rules.Where(r => r.Kind == RuleKind.Report).Select(r => r.RuleId)],
        };
    }

    /// <summary>A start comes before what arrived after it had begun to be missed.</summary>
    private void Miss(DateTimeOffset before)
    {
        while (_unheard.TryPeek(out var next) && next.From < before)
        {
            foreach (var course in _all) course.Miss(next);
            _unheard.Dequeue();
        }
    }

    private static Firings IndexOf(Course course) => new(course.Tally.Firings.Select(f => (f.Device, f.RuleId, f.From, f.To)));

    private static IReadOnlyList<BacktestFiring> Shown(Course course, Firings? others) =>
    [
        .. course.Tally.Firings.Take(MostShown).Select(f => others is null ? f : f with { IsShared = others.Meets(f.Device, f.RuleId, f.From, f.To) }),
    ];

    private CourseComparison Compare(Course published, Firings drafts, Firings others)
    {
        var same = _draft.Tally.Firings.LongCount(f => others.Meets(f.Device, f.RuleId, f.From, f.To));
        var lost = published.Tally.Firings.LongCount(f => !drafts.Meets(f.Device, f.RuleId, f.From, f.To));
        return new(same, _draft.Tally.Firings.Count - same, lost);
    }

    private static VerdictComparison Judge(IReadOnlyList<AlarmSpan> judged, Firings drafts)
    {
        var (useful, useless) = (judged.Where(j => j.Useful == true).ToList(), judged.Where(j => j.Useful == false).ToList());
        return new(useful.Count, useful.Count(Raised), useless.Count, useless.Count(j => !Raised(j)));

        bool Raised(AlarmSpan alarm) => drafts.Meets(alarm.Device, alarm.Code, alarm.From, alarm.To);
    }
}
