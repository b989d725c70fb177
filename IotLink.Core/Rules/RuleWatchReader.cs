using System.Globalization;
using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Rules.Watches;
using YamlDotNet.RepresentationModel;

namespace IotLink.Core.Rules;

/// <summary>What a rule looks at, out of the keys of its kind.</summary>
/// <param name="Watch">null for a rule that speaks for reports, or when something is wrong.</param>
/// <param name="Ends">The condition whose opposite ends the alarm; null: the watch says.</param>
/// <param name="Text">As the author wrote it.</param>
/// <param name="Plain">What people read when there is no title.</param>
internal readonly record struct Watched(RuleWatch? Watch, CompiledExpression? Ends, string Text, string Plain)
{
    /// <summary>The condition that itself ends the alarm.</summary>
    public CompiledExpression? EndsWhen { get; init; }

    public IReadOnlyList<string> Codes { get; init; } = [];
}

/// <inheritdoc cref="Watched"/>
internal sealed class RuleWatchReader(DocumentMap map, RuleConditions conditions, ProductId product, string ruleId)
{
    private const int MostTimes = 1000;
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public Watched Read(RuleKind kind)
    {
        var needsCondition = kind is RuleKind.Threshold or RuleKind.Duration or RuleKind.Repeat;
        var condition = conditions.Condition(map, "condition", needsCondition);
        if (condition is not null && kind is RuleKind.NoData or RuleKind.Sequence or RuleKind.Report && map.Has("condition"))
            map.Fault("condition", "rule.condition", $"A rule of type {RuleKinds.Word(kind)} takes no condition.");
        foreach (var key in new[] { "within", "of" })
        {
            if (map.Has(key) && kind != RuleKind.Repeat) map.Fault(key, "rule.type", $"'{key}' goes with 'times', or into the key of the rule's kind.");
        }

        return kind switch
        {
            RuleKind.Duration => Duration(condition),
            RuleKind.Repeat => Repeat(condition),
            RuleKind.Change => Change(condition),
            RuleKind.NoData => NoData(),
            RuleKind.Sequence => Sequence(),
            RuleKind.Baseline => Baseline(condition),
            RuleKind.Peers => Peers(condition),
            RuleKind.Report => Report(),
            _ => condition is null ? default : new(new ThresholdWatch(condition), condition, Written(), Plain(condition)),
        };
    }

    private static string Plain(CompiledExpression expression) => ExpressionPrinter.Print(expression.Root, name => name.Name);

    private string Written() => map.Text("condition") ?? "";

    private static TimeSpan? Span(DocumentMap place, string key, bool required = true)
    {
        var span = place.Duration(key, required);
        if (span is not { } found || (found > TimeSpan.Zero && found <= TimeSpan.FromDays(366))) return span;
        place.Fault(key, "value.type", "Expected a duration above 0 and up to a year.");
        return null;
    }

    private Watched Duration(CompiledExpression? condition) =>
        Span(map, "for") is not { } lasts || condition is null
            ? default
            : new(new DurationWatch(condition, lasts), condition, Written(), $"{Plain(condition)} for {Durations.Print(lasts)}");

    private Watched Repeat(CompiledExpression? condition)
    {
        var times = Whole(map, "times", 1, MostTimes, required: true);
        var of = Whole(map, "of", 1, 64, required: false);
        var within = Span(map, "within", required: false);
        if (map.Has("of") == map.Has("within")) map.Fault("times", "rule.repeat", "Write 'within: 10m' for a time, or 'of: 5' for the last readings.");
        if (times > of) map.Fault("times", "rule.repeat", $"{times} of {of} is never reached.");
        if (condition is null || times is not { } count) return default;
        if (of is { } last) return new(new RepeatOfWatch(condition, count, last), null, Written(), $"{Plain(condition)}, {count} of {last} readings");
        return within is { } time ? new(new RepeatWatch(condition, count, time), null, Written(), $"{Plain(condition)}, {count} times within {Durations.Print(time)}") : default;
    }

    private Watched Change(CompiledExpression? condition)
    {
        if (map.Map("change") is not { } inside) return default;
        var of = conditions.Number(inside, "of", required: true);
        var within = Span(inside, "within");
        var by = DistanceOf(inside, sigma: false);
        inside.Done();
        if (of is null || within is not { } time || by is not { } distance) return default;
        var text = $"{of.Text} {Moves(distance.Direction)} by more than {distance} within {Durations.Print(time)}";
        return new(new ChangeWatch(of, distance, time, condition), null, text, text);
    }

    private Watched NoData()
    {
        var text = map.Text("noData");
        if (text is null) return default;
        var plain = $"no data for {text}";
        if (text.EndsWith("periods", StringComparison.Ordinal) || text.EndsWith("period", StringComparison.Ordinal))
        {
            var digits = text.AsSpan(0, text.IndexOf("period", StringComparison.Ordinal)).Trim();
            if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var periods) && periods is >= 1 and <= 10_000)
                return new(new NoDataWatch(periods, default), null, plain, plain);
        }
        else if (Durations.Parse(text) is { } span && span > TimeSpan.Zero)
        {
            return new(new NoDataWatch(null, span), null, plain, plain);
        }

        map.Fault("noData", "value.type", $"Expected a duration such as 5m, or '3 periods', found '{text}'.");
        return default;
    }

    private Watched Sequence()
    {
        if (map.Map("sequence") is not { } inside) return default;
        var steps = conditions.Conditions(inside, "steps");
        var within = Span(inside, "within");
        var missing = inside.Flag("missing") ?? false;
        var count = inside.Items("steps").Count();
        if (inside.Has("steps") && (count is < 2 or > 8 || (missing && count != 2)))
            inside.Fault("steps", "rule.sequence", missing ? "With 'missing' there are two steps: what begins, and what must follow." : "A sequence has 2 to 8 steps.");
        inside.Done();
        if (steps.Count != count || count < 2 || within is not { } time) return default;
        var text = string.Join(", then ", steps.Select(Plain));
        return missing
            ? new(new MissingStepWatch(steps[0], steps[1], time), null, text, $"{Plain(steps[0])} without {Plain(steps[1])} within {Durations.Print(time)}") { EndsWhen = steps[1] }
            : new(new SequenceWatch(steps, time), steps[^1], text, $"{text} within {Durations.Print(time)}");
    }

    private Watched Baseline(CompiledExpression? condition)
    {
        if (map.Map("baseline") is not { } inside) return default;
        var of = conditions.Number(inside, "of", required: true);
        var over = Span(inside, "over", required: false) ?? Week;
        var sameHour = inside.Flag("sameHour") ?? false;
        var least = Whole(inside, "least", 2, 100_000, required: false) ?? 30;
        var by = DistanceOf(inside, sigma: true);
        inside.Done();
        if (of is null || by is not { } distance) return default;
        var text = $"{of.Text} is more than {distance} {Where(distance.Direction)} its usual value of {(sameHour ? "the same hour over " : "")}{Durations.Print(over)}";
        return new(new BaselineWatch(of, distance, over, sameHour, least, condition), null, text, text);
    }

    private Watched Peers(CompiledExpression? condition)
    {
        if (map.Map("peers") is not { } inside) return default;
        var of = conditions.Number(inside, "of", required: true);
        var within = Span(inside, "within", required: false) ?? TimeSpan.FromMinutes(15);
        var among = inside.Text("among") ?? "product";
        if (among is not ("product" or "site")) inside.Fault("among", "value.type", $"Expected product or site, found '{among}'.");
        var least = Whole(inside, "least", 1, 500, required: false) ?? 3;
        var by = DistanceOf(inside, sigma: false);
        inside.Done();
        if (of is null || by is not { } distance) return default;
        var text = $"{of.Text} is more than {distance} {Where(distance.Direction)} the median of its peers{(among == "site" ? " at the site" : "")}";
        return new(new PeersWatch(product, ruleId, of, distance, within, among == "site", least, condition), null, text, text);
    }

    private Watched Report()
    {
        string[] codes = map.Node("report") is YamlSequenceNode
            ? [.. map.Items("report").Select(item => (item.Node as YamlScalarNode)?.Value ?? "")]
            : [map.Text("report") ?? ""];
        if (codes.Length is 0 or > 200 || codes.Any(code => code.Length is 0 or > 128)) map.Fault("report", "value.type", "Expected a code the device reports, or a list of them.");
        var text = $"the device reports {string.Join(", ", codes)}";
        return new(null, null, text, text) { Codes = codes };
    }

    private Distance? DistanceOf(DocumentMap place, bool sigma)
    {
        var direction = place.Choice<DistanceDirection>("direction") ?? DistanceDirection.Any;
        if (conditions.Size(place, "by") is not { } text) return null;
        if (Distance.Parse(text, direction) is { } distance && (sigma || distance.Unit != DistanceUnit.Sigma)) return distance;
        place.Fault("by", "value.type", $"Expected a distance such as 10 or 20%{(sigma ? " or 3 sigma" : "")}, found '{text}'.");
        return null;
    }

    private static int? Whole(DocumentMap place, string key, int least, int most, bool required)
    {
        if (place.Integer(key, required) is not { } number) return null;
        if (number >= least && number <= most) return (int)number;
        place.Fault(key, "value.type", $"Expected a whole number from {least} to {most}, found {number}.");
        return null;
    }

    private static string Moves(DistanceDirection direction) => direction switch
    {
        DistanceDirection.Up => "rises",
        DistanceDirection.Down => "falls",
        _ => "moves",
    };

    private static string Where(DistanceDirection direction) => direction switch
    {
        DistanceDirection.Up => "above",
        DistanceDirection.Down => "below",
        _ => "from",
    };
}
