using IotLink.Core.Devices;
using IotLink.Core.Expressions;
using IotLink.Core.Rules.Calendars;
using IotLink.Core.Rules.Watches;

namespace IotLink.Core.Rules;

/// <summary>What the engine runs of a rule.</summary>
/// <param name="Clear">When this holds the alarm is on its way to its end; null: when the watch says no. What makes the watch say yes comes first.</param>
/// <param name="Hold">How long it must have been so; null: two reporting periods.</param>
/// <param name="Schedule">Outside of it nothing is raised; null: always on.</param>
internal sealed record RuleProgram(CompiledRule Rule, RuleWatch Watch, CompiledExpression? Clear, TimeSpan? Hold, RuleSchedule? Schedule)
{
    /// <summary>The same rule with other parameters, by device and by site; null when all devices have the same.</summary>
    public RuleVariants? Variants { get; init; }

    /// <summary>From bad to worse; empty for most rules.</summary>
    public IReadOnlyList<RuleLevel> Levels { get; init; } = [];

    /// <summary>null: the rule's own severity.</summary>
    public RuleLevel? LevelOf(RuleState state) => state.Level > 0 && Levels.Count > 0 ? Levels[Math.Min(state.Level, Levels.Count) - 1] : null;

    public RuleProgram For(Device device) => Variants is null ? this : Variants.Of(device) ?? this;
}
