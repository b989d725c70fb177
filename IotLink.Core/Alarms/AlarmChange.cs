using IotLink.Core.Conversion;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Rules;
using IotLink.Core.Telemetry;

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
    public string Title { get; init; } = "";

    public Severity Severity { get; init; }

    public AlarmClass Class { get; init; }

    public string Evidence { get; init; } = "";

    public int RuleVersion { get; init; }

    /// <summary>true: a rule decided; false: the device reported it.</summary>
    public bool FromRule { get; init; } = true;

    /// <summary>It says that nothing is heard from the device: a hub's explains its children's.</summary>
    public bool Silence { get; init; }

    /// <summary>What a rule concluded from a reading.</summary>
    public static AlarmChange From(RuleVerdict verdict, Reading reading, DateTimeOffset now) =>
        new(reading.Device, reading.Product, verdict.Rule.RuleId, verdict.Raise, reading.Position, reading.EventTime, now)
        {
            Title = verdict.Rule.Title,
            Severity = verdict.Rule.Severity,
            Class = verdict.Rule.Class,
            Evidence = verdict.Evidence,
            RuleVersion = verdict.Rule.Version,
        };

    /// <summary>What the device itself reported. Its own word for the severity is taken where it is one of ours, or else medium.</summary>
    public static AlarmChange From(AlertReport report, Device device, in StoredMessage stored, DateTimeOffset now)
    {
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
