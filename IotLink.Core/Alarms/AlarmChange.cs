using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>What the stream decided about an alarm.</summary>
/// <param name="Raise">true: raise it, or add a source to the one open; false: its condition has ended.</param>
/// <param name="At">Event time.</param>
public sealed record AlarmChange(
    DeviceId Device,
    ProductId Product,
    string Code,
    bool Raise,
    StreamPosition Position,
    DateTimeOffset At,
    DateTimeOffset NoticedAt)
{
    /// <summary>It goes on: only how bad it is has changed.</summary>
    public bool IsRegrade { get; init; }

    /// <summary>See <see cref="RuleVerdict.Was"/>.</summary>
    public Severity? Was { get; init; }

    /// <summary>See <see cref="RuleVerdict.Tick"/>; of two changes at one position the one with the later tick came later.</summary>
    public long Tick { get; init; }

    public string Title { get; init; } = "";

    public Severity Severity { get; init; }

    public AlarmClass Class { get; init; }

    public string Evidence { get; init; } = "";

    public int RuleVersion { get; init; }

    /// <summary>true: a rule decided; false: the device reported it.</summary>
    public bool FromRule { get; init; } = true;

    /// <summary>It says that nothing is heard from the device: a hub's explains its children's.</summary>
    public bool Silence { get; init; }

    /// <summary>What is tried against it; null for nothing.</summary>
    public RemedyLadder? Ladder { get; init; }

    /// <summary>What a rule concluded.</summary>
    public static AlarmChange From(RuleVerdict verdict, DateTimeOffset now) =>
        new(verdict.Device, verdict.Product, verdict.Rule.RuleId, verdict.Raise, verdict.Position, verdict.At, now)
        {
            Tick = verdict.Tick,
            Silence = verdict.Rule.Kind == RuleKind.NoData,
            Title = verdict.Rule.Title,
            IsRegrade = verdict.IsRegrade,
            Was = verdict.Was,
            Severity = verdict.Severity,
            Class = verdict.Class,
            Evidence = verdict.Evidence,
            RuleVersion = verdict.Rule.Version,
            Ladder = verdict.Rule.Ladder,
        };

    /// <summary>What the device itself reported. Its own word for the severity is taken where it is one of ours, or else medium.</summary>
    /// <param name="rule">The rule that speaks for the code: its id is the alarm's code, its words are shown. null: the report's own.</param>
    public static AlarmChange From(AlertReport report, Device device, in StoredMessage stored, DateTimeOffset now, CompiledRule? rule = null)
    {
        if (rule is not null)
        {
            return new(report.Device, device.Product, rule.RuleId, report.IsRaised, stored.Position, report.Time.Time, now)
            {
                Title = rule.Title,
                Severity = rule.Severity,
                Class = rule.Class,
                Evidence = report.Message is { Length: > 0 } words ? $"the device reports {report.Code}: {words}" : $"the device reports {report.Code}",
                RuleVersion = rule.Version,
                Ladder = rule.Ladder,
                FromRule = false,
            };
        }

        var severity = Enum.TryParse<Severity>(report.Severity, ignoreCase: true, out var said) && Enum.IsDefined(said) ? said : Severity.Medium;
        return new(report.Device, device.Product, report.Code, report.IsRaised, stored.Position, report.Time.Time, now)
        {
            Title = report.Message ?? report.Code,
            Severity = severity,
            Class = AlarmClasses.DefaultFor(severity),
            Evidence = report.Message ?? "",
            FromRule = false,
        };
    }
}
