using IotLink.Core.Alarms.Suppression;

namespace IotLink.Core.Adapters.Relational;

internal sealed class MaintenanceEntity
{
    public long Id { get; set; }

    public MaintenanceTarget Target { get; set; }

    public required string Key { get; set; }

    public DateTimeOffset From { get; set; }

    public DateTimeOffset To { get; set; }

    public MaintenanceRhythm Rhythm { get; set; }

    public DateTimeOffset? Until { get; set; }

    public string Why { get; set; } = "";

    public string By { get; set; } = "";

    public DateTimeOffset? EndedAt { get; set; }

    public static MaintenanceEntity Of(MaintenanceWindow window) => new()
    {
        Target = window.Target,
        Key = window.Key,
        From = window.From,
        To = window.To,
        Rhythm = window.Rhythm,
        Until = window.Until,
        Why = window.Why,
        By = window.By,
        EndedAt = window.EndedAt,
    };

    public MaintenanceWindow ToWindow() =>
        new(Id, Target, Key, From, To) { Rhythm = Rhythm, Until = Until, Why = Why, By = By, EndedAt = EndedAt };
}
