namespace IotLink.Core.Notifications;

/// <summary>When to try again.</summary>
public static class RetryPlan
{
    /// <summary>After so many attempts it is given up, which takes about two hours.</summary>
    public const int MostAttempts = 10;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempts">How many have been made.</param>
    /// <returns>The wait before the next; null when there is none.</returns>
    public static TimeSpan? After(int attempts)
    {
        if (attempts >= MostAttempts) return null;
        var wait = First * Math.Pow(2, attempts - 1);
        return wait < Longest ? wait : Longest;
    }
}
