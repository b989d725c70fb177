using IotLink.Core.Devices;

namespace IotLink.Core.Alarms.Suppression;

/// <summary>Planned work: what is raised about its target meanwhile is kept, but shown and told to nobody.</summary>
/// <param name="Key">Id of the device, site or product.</param>
/// <param name="To">Exclusive.</param>
public sealed record MaintenanceWindow(long Id, MaintenanceTarget Target, string Key, DateTimeOffset From, DateTimeOffset To)
{
    public MaintenanceRhythm Rhythm { get; init; }

    /// <summary>Last moment of a recurring window; null: until somebody ends it.</summary>
    public DateTimeOffset? Until { get; init; }

    public string Why { get; init; } = "";

    public string By { get; init; } = "";

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Counted in whole days from the first time on: the clock of Korea has no summer time.</summary>
    public bool IsActive(DateTimeOffset at)
    {
        if (at < From || EndedAt <= at) return false;
        if (Rhythm == MaintenanceRhythm.Once) return at < To;
        if (Until <= at) return false;
        var period = Rhythm == MaintenanceRhythm.Daily ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7);
        return TimeSpan.FromTicks((at - From).Ticks % period.Ticks) < To - From;
    }

    /// <summary>Whether nothing of it is still to come.</summary>
    public bool IsOver(DateTimeOffset at) => EndedAt <= at || (Rhythm == MaintenanceRhythm.Once ? To <= at : Until <= at);

    public bool Covers(DeviceId device, SiteId? site, ProductId product) => Target switch
    {
        MaintenanceTarget.Device => Key == device.Value,
        MaintenanceTarget.Site => Key == site?.Value,
        _ => Key == product.Value,
    };
}

public enum MaintenanceTarget { Device = 1, Site = 2, Product = 3 }

public enum MaintenanceRhythm { Once = 0, Daily = 1, Weekly = 2 }
