namespace IotLink.Core.Calendars;

/// <summary>A day off, with its names.</summary>
/// <param name="Moves">When the day that is lost is made up for on another.</param>
public sealed record Holiday(DateOnly Day, string Korean, string English, Substitute Moves = Substitute.Never);

/// <summary>Which days make a holiday move.</summary>
public enum Substitute
{
    Never,

    /// <summary>A Sunday or another holiday: Seollal and Chuseok.</summary>
    ForSunday,

    /// <summary>A weekend or another holiday.</summary>
    ForWeekend,
}
