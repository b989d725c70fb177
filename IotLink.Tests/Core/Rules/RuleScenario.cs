using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Messages;
using IotLink.Core.Products;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Rules;

/// <summary>
/// Plays a timeline to the rule engine and writes down what it said. Times are Korean; without a date it is Monday, 23 November 2026. A step is
/// <c>10:00 tempC 81</c>, <c>10:01 b: tempC 81</c> for another device, <c>10:01 late 10:00:30 tempC 70</c> for what arrives later than it happened,
/// <c>10:02 tick</c>, <c>restart</c>, <c>10:05 restart</c> after nobody listened until then, <c>crash</c> or <c>10:05 crash</c> (all since the last save comes again),
/// <c>save</c>, <c>withdraw</c>, <c>off</c>, or <c>publish KEYS</c>.
/// </summary>
internal sealed class RuleScenario
{
    public static readonly ProductId Product = ProductId.Parse("prod-a", null);
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(9));
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly bool _restartAlways;
    private readonly MetricSchema _schema = new(Product);
    private readonly TelemetryBatch _batch = new();
    private readonly List<RuleVerdict> _verdicts = [];
    private readonly List<string> _said = [];
    private readonly Dictionary<DeviceId, byte[]> _saved = [];
    private readonly Dictionary<(DeviceId, string), RuleMark> _marks = [];
    private readonly Dictionary<DeviceId, (StreamPosition Position, DateTimeOffset Event, DateTimeOffset Arrival)> _newest = [];
    private readonly List<Action> _since = [];
    private readonly List<UnheardTime> _unheard = [];
    private CompiledRuleset _rules;
    private RuleEngine _engine = new([]);
    private DateTimeOffset _now = Monday;
    private DateTimeOffset? _clock;
    private StreamPosition _through;
    private long _sequence;

    public RuleScenario(string keys, bool restartAlways = false) => (_rules, _restartAlways) = (Compile(keys), restartAlways);

    public IReadOnlyList<RuleVerdict> Verdicts { get; private set; } = [];

    /// <returns><c>10:00:30 raised; 10:02 ended</c>; another device than <c>a</c> is named.</returns>
    public string Play(string timeline)
    {
        var all = new List<RuleVerdict>();
        foreach (var step in timeline.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            _verdicts.Clear();
            Step(step);
            Tell(all);
            if (_restartAlways) Restart();
            Tell(all);
        }

        Verdicts = all;
        return string.Join("; ", _said);
    }

    public static CompiledRuleset Compile(MetricSchema schema, string keys)
    {
        var faults = new List<DocumentFault>();
        var text = keys.Contains("rules:", StringComparison.Ordinal) ? keys : $"{{ruleId: r, productId: {Product}, {(keys.Split("levels:")[0].Contains("severity:", StringComparison.Ordinal) ? "" : "severity: high, ")}{keys}}}";
        var rules = CompiledRuleset.Compile([text], schema, 1, faults);
        return rules ?? throw new FormatException(string.Join("\n", faults));
    }

    private CompiledRuleset Compile(string keys) => Compile(_schema, keys);

    private void Step(string step)
    {
        switch (step)
        {
            case "restart":
                Restart();
                return;
            case "save":
                Save();
                return;
            case "crash":
                Crash();
                return;
            case "withdraw":
                Publish(CompiledRuleset.Compile(["{productId: prod-a, rules: []}"], _schema, 2, [])!);
                return;
            case "off":
                Publish(Compile("condition: x > 1, enabled: false"));
                return;
        }

        if (step.StartsWith("publish ", StringComparison.Ordinal))
        {
            Publish(Compile(step[8..]));
            return;
        }

        var (at, rest) = Time(step);
        _now = at;
        if (rest == "tick") _engine.Tick(at, _verdicts);
        else if (rest == "restart") Restart();
        else if (rest == "crash") Crash();
        else if (rest.StartsWith("late ", StringComparison.Ordinal))
        {
            var (happened, values) = Time(rest[5..]);
            Read(at, happened, values);
        }
        else Read(at, at, rest);
    }

    private void Read(DateTimeOffset arrival, DateTimeOffset happened, string values)
    {
        var device = "a";
        if (values.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) (device, values) = (values[..colon], values[(colon + 1)..]);
        var (id, position) = (DeviceId.Parse(device, null), new StreamPosition(0, ++_sequence));
        var late = _newest.TryGetValue(id, out var newest) && happened < newest.Event;
        _newest[id] = late ? newest with { Position = position, Arrival = arrival } : (position, happened, arrival);
        var words = values.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Again();
        _since.Add(Again);

        void Again()
        {
            _batch.Begin(0);
            var reading = _batch.Add(_schema);
            (reading.Position, reading.Device, reading.EventTime, reading.IngestTimestamp) = (position, id, happened, arrival);
            if (late) reading.Marks = ReadingMarks.Late;
            for (var i = 0; i + 1 < words.Length; i += 2)
            {
                _schema.TryGetOrAdd(words[i], out var slot);
                reading.Metrics.SetNumber(slot, double.Parse(words[i + 1], CultureInfo.InvariantCulture));
            }

            _engine.Evaluate(reading, Known(id), _rules, _verdicts);
        }
    }

    /// <summary>Device x-s2 stands at site s2, all others at s1.</summary>
    private static Device Known(DeviceId id) => new(id, Product, id.Value)
    {
        ReportingPeriod = TimeSpan.FromSeconds(60),
        Site = SiteId.Parse(id.Value.EndsWith("-s2", StringComparison.Ordinal) ? "s2" : "s1", null),
    };

    private void Publish(CompiledRuleset rules)
    {
        _rules = rules;
        Adopt();
    }

    private void Adopt()
    {
        _engine.Adopt(id => (Known(id), _rules), _verdicts);
        foreach (var (id, seen) in _newest) _engine.Seen(Known(id), _rules, seen.Position, seen.Event, seen.Arrival);
    }

    private void Save()
    {
        var changes = new List<KeptRuleState>();
        _engine.TakeChanges(changes);
        foreach (var change in changes)
        {
            if (change.Body is { } body) _saved[change.Device] = body;
            else _saved.Remove(change.Device);
        }

        if (_engine.TakeUnheard() is { } unheard) _unheard.Add(unheard);
        (_clock, _through) = (_engine.Clock, new(0, _sequence));
        _since.Clear();
    }

    private void Restart()
    {
        Save();
        Begin();
    }

    private void Begin()
    {
        var kept = new KeptRules(_through, _clock, [.. _saved.Select(s => new KeptRuleState(s.Key, s.Value))], _unheard);
        _engine = new([.. _marks.Values], kept);
        _engine.Resume(_now);
        Adopt();
    }

    /// <summary>What was said is in the alarm store; what was remembered since the last save is lost, and the messages come again.</summary>
    private void Crash()
    {
        Tell([]);
        Begin();
        foreach (var again in _since.ToList()) again();
    }

    private void Tell(List<RuleVerdict> all)
    {
        foreach (var verdict in _verdicts)
        {
            var what = verdict.IsRegrade ? $"{verdict.Severity}".ToLowerInvariant()
                : verdict.Raise ? verdict.Severity == verdict.Rule.Severity ? "raised" : $"raised {verdict.Severity}".ToLowerInvariant() : verdict.Cause switch { VerdictCause.Withdrawn => "withdrawn", VerdictCause.Disabled => "switched off", _ => "ended" };
            var device = verdict.Device.Value == "a" ? "" : $"{verdict.Device.Value} ";
            var rule = verdict.Rule.RuleId == "r" ? "" : $"{verdict.Rule.RuleId} ";
            _said.Add($"{Shown(verdict.At)} {device}{rule}{what}");
            if (!verdict.Rule.Shadow)
            {
                var mark = new RuleMark(verdict.Device, verdict.Rule.RuleId, verdict.Raise, verdict.Position) { Tick = verdict.Tick };
                if (_marks.TryGetValue((mark.Device, mark.Code), out var before))
                    Assert.True((mark.Position, mark.Tick).CompareTo((before.Position, before.Tick)) > 0, "the alarm store would pass this over");
                _marks[(mark.Device, mark.Code)] = mark;
            }

            all.Add(verdict);
        }

        _verdicts.Clear();
    }

    private static string Shown(DateTimeOffset at)
    {
        var local = at.ToOffset(Monday.Offset);
        var day = (local.Date - Monday.Date).Days;
        var time = local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
        return day == 0 ? time : day is > 0 and < 7 ? $"{Days[day]} {time}" : $"{local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {time}";
    }

    private static (DateTimeOffset At, string Words) Time(string step)
    {
        var words = step.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (day, next) = (Monday, 0);
        if (Array.IndexOf(Days, words[0]) is >= 0 and var index) (day, next) = (Monday.AddDays(index), 1);
        else if (words[0].Length == 10) (day, next) = (new(DateTime.ParseExact(words[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), Monday.Offset), 1);
        return (day + TimeSpan.Parse(words[next], CultureInfo.InvariantCulture), string.Join(' ', words[(next + 1)..]));
    }
}
