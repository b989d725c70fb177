using IotLink.Core.Devices;
using IotLink.Core.Documents;
using IotLink.Core.Expressions;
using IotLink.Core.Products;
using IotLink.Core.Rules.Calendars;

namespace IotLink.Core.Rules;

/// <summary>Reads one rule of a document and compiles it for a product's slots.</summary>
internal sealed class RuleReader(MetricSchema schema)
{
    private RuleConditions _conditions = new(schema, RuleParameters.None);

    /// <returns>
    /// No rule when something is wrong, which is in the faults. No program for a rule that is switched off, or that speaks for a device's
    /// own reports.
    /// </returns>
    public (CompiledRule? Rule, RuleProgram? Program) Read(DocumentMap map, RulePlace place)
    {
        var before = map.Faults.Count;
        var parameters = RuleParameters.Read(map);
        var program = Read(map, place, parameters);
        map.Text("description");
        var enabled = map.Flag("enabled") ?? true;
        map.Done();
        if (map.Faults.Count > before) return default;
        if (program.Program is not { } plain || !enabled) return (program.Rule, null);
        return (plain.Rule, plain with { Variants = parameters.Variants(values => Read(map, place, values).Program!) });
    }

    /// <summary>The document's product must be the schema's.</summary>
    public void CheckProduct(DocumentMap map, bool required)
    {
        if (map.Text("productId", required) is { } product && product != schema.Product.Value)
            map.Fault("productId", "product.other", $"The rule is about product '{product}', expected '{schema.Product}'.");
    }

    private (CompiledRule? Rule, RuleProgram? Program) Read(DocumentMap map, RulePlace place, RuleParameters parameters)
    {
        _conditions = new(schema, parameters);
        var before = map.Faults.Count;
        var id = RuleId(map);
        CheckProduct(map, required: !place.Listed);
        var kind = RuleKinds.Read(map);
        var watched = new RuleWatchReader(map, _conditions, schema.Product, id ?? "").Read(kind);
        var (clear, hold) = Clearing(map, kind, watched);
        var severity = map.Choice<Severity>("severity", required: true);
        var alarmClass = map.Choice<AlarmClass>("class");
        var levels = Levels(map, kind, severity, alarmClass);
        var ladder = LadderReader.Read(map);
        var titles = Titles(map);
        var schedule = RuleScheduleReader.Read(map);
        var shadow = map.Flag("shadow") ?? place.Shadow;
        if (map.Faults.Count > before) return default;
        var rule = new CompiledRule
        {
            RuleId = id!,
            Version = place.Version,
            Kind = kind,
            Shadow = shadow,
            Title = titles.GetValueOrDefault("ko") ?? titles.GetValueOrDefault("") ?? titles.GetValueOrDefault("en") ?? watched.Plain,
            Titles = titles.ContainsKey("") ? new Dictionary<string, string>() : titles,
            ConditionText = watched.Text,
            Severity = severity!.Value,
            Class = alarmClass ?? AlarmClasses.DefaultFor(severity.Value),
            Ladder = ladder,
            Metrics = [.. _conditions.Used],
            ReportCodes = watched.Codes,
        };
        return (rule, watched.Watch is { } watch ? new(rule, watch, clear, hold, schedule) { Levels = levels } : null);
    }

    private static string? RuleId(DocumentMap map)
    {
        var id = map.Text("ruleId", required: true);
        if (id is null || Identifier.IsValid(id)) return id;
        map.Fault("ruleId", "value.type", $"'{id}' is no rule id: 1 to {Identifier.MaxLength} characters of A-Z a-z 0-9 _ - : are allowed.");
        return null;
    }

    private (CompiledExpression? Clear, TimeSpan? Hold) Clearing(DocumentMap map, RuleKind kind, in Watched watched)
    {
        var clear = _conditions.Condition(map, "clear");
        var hysteresis = map.Number("hysteresis");
        var hold = map.Duration("hold");
        if (kind == RuleKind.Report)
        {
            foreach (var key in new[] { "clear", "hysteresis", "hold" })
            {
                if (map.Has(key)) map.Fault(key, "rule.clear", "The device's own report ends it.");
            }

            return default;
        }

        var stated = map.Has("clear") || map.Has("hysteresis") || kind == RuleKind.NoData;
        hold ??= stated ? TimeSpan.Zero : null;
        if (map.Has("clear"))
        {
            if (map.Has("hysteresis")) map.Fault("hysteresis", "rule.clear", "A rule has either 'clear' or 'hysteresis'; put the distance into 'clear'.");
            return (clear, hold);
        }

        if (hysteresis is not { } distance) return (watched.Ends is { } ends ? ends.With(RuleClearing.Opposite(ends.Root)) : watched.EndsWhen, hold);
        if (distance <= 0) map.Fault("hysteresis", "value.type", $"Found {distance}, expected a number above 0.");
        if (watched.Ends is not { } condition)
        {
            if (watched.Watch is not null) map.Fault("hysteresis", "rule.clear", $"A rule of type {RuleKinds.Word(kind)} has no threshold to move back; write a 'clear' condition instead.");
            return default;
        }

        if (RuleClearing.Shifted(condition.Root, distance) is { } shifted) return (condition.With(shifted), hold);
        map.Fault("hysteresis", "rule.clear", "Hysteresis moves the number of a simple comparison such as tempC > 80; write a 'clear' condition instead.");
        return default;
    }

    /// <summary>Each is read and ended like a threshold.</summary>
    private List<RuleLevel> Levels(DocumentMap map, RuleKind kind, Severity? milder, AlarmClass? ruleClass)
    {
        var levels = new List<RuleLevel>();
        if (kind == RuleKind.Report && map.Has("levels")) map.Fault("levels", "rule.level", "A report says nothing that could be measured: write a rule for each code.");
        foreach (var item in map.Maps("levels"))
        {
            var condition = _conditions.Condition(item, "condition", required: true);
            var (clear, hold) = Clearing(item, RuleKind.Threshold, new(null, condition, "", ""));
            var severity = item.Choice<Severity>("severity", required: true);
            var own = item.Choice<AlarmClass>("class");
            item.Done();
            if (severity >= milder) item.Fault("severity", "rule.level", $"Found {Word(severity)} after {Word(milder)}: levels go from bad to worse.");
            milder = severity ?? milder;
            if (condition is null || clear is null || severity is not { } found) continue;
            var usual = AlarmClasses.DefaultFor(found);
            levels.Add(new(found, own ?? (ruleClass < usual ? ruleClass.Value : usual), condition, clear, hold));
        }

        return levels;

        static string Word(Severity? severity) => severity.ToString()!.ToLowerInvariant();
    }

    /// <summary>Texts by language; one text for all under the empty key.</summary>
    private static Dictionary<string, string> Titles(DocumentMap map)
    {
        if (map.Node("title") is not YamlDotNet.RepresentationModel.YamlMappingNode)
            return map.Text("title") is { } text ? new() { [""] = text } : [];
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var languages = map.Map("title")!;
        if (languages.Text("ko") is { } korean) titles["ko"] = korean;
        if (languages.Text("en") is { } english) titles["en"] = english;
        languages.Done();
        return titles;
    }
}
