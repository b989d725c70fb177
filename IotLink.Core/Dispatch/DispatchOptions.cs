using Microsoft.Extensions.Options;

namespace IotLink.Core.Dispatch;

/// <summary>Section <c>Dispatch</c>: how ways are estimated and what counts how much.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>Road kilometres for one of a straight line.</summary>
    public double RoadFactor { get; set; } = 1.35;

    public double KilometresPerHour { get; set; } = 50;

    /// <summary>Getting in, finding a place to park.</summary>
    public TimeSpan ShortestWay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Where a place is not known.</summary>
    public TimeSpan UnknownWay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far ahead a time is looked for.</summary>
    public int DaysAhead { get; set; } = 7;

    public int Skill { get; set; } = 40;

    public int Part { get; set; } = 20;

    public int Sla { get; set; } = 30;

    /// <summary>For arriving at once; it falls to 0 at <see cref="SlowArrival"/>.</summary>
    public int Arrival { get; set; } = 30;

    public TimeSpan SlowArrival { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Taken off for each hour that is given away on that day.</summary>
    public int LoadPerHour { get; set; } = 3;

    public int Region { get; set; } = 10;

    public int SameSite { get; set; } = 6;

    public IEnumerable<string> Faults()
    {
        if (RoadFactor is not (>= 1 and <= 5)) yield return $"{Section}:RoadFactor must be 1-5 (was {RoadFactor})";
        if (KilometresPerHour is not (>= 5 and <= 130)) yield return $"{Section}:KilometresPerHour must be 5-130 (was {KilometresPerHour})";
        if (ShortestWay < TimeSpan.Zero || ShortestWay > TimeSpan.FromHours(4)) yield return $"{Section}:ShortestWay must be 0-4 hours (was {ShortestWay})";
        if (UnknownWay < TimeSpan.Zero || UnknownWay > TimeSpan.FromHours(12)) yield return $"{Section}:UnknownWay must be 0-12 hours (was {UnknownWay})";
        if (DaysAhead is < 1 or > 60) yield return $"{Section}:DaysAhead must be 1-60 (was {DaysAhead})";
        if (SlowArrival <= TimeSpan.Zero) yield return $"{Section}:SlowArrival must be longer than 0 (was {SlowArrival})";
    }
}

/// <summary>Says at start which setting is wrong.</summary>
internal sealed class DispatchOptionsCheck : IValidateOptions<DispatchOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatchOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
