using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>
/// An execution of ours is a job of AWS's with one target, so that the campaign, not AWS, says when each device gets it, and a retry is a job with
/// the next number. Its id says all that; who asks twice for the same execution asks for the same id.
/// </summary>
internal static partial class AwsJobName
{
    /// <summary>AWS has 64; the rest is number and thing.</summary>
    public const int LongestJobId = 51;

    /// <exception cref="ArgumentException">The id is too long to carry number and thing.</exception>
    public static string Of(string jobId, string thing, int number)
    {
        if (jobId.Length > LongestJobId) throw new ArgumentException($"On AWS a job id has at most {LongestJobId} characters: '{jobId}' has {jobId.Length}.", nameof(jobId));
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(thing)))[..8];
        return string.Create(CultureInfo.InvariantCulture, $"{jobId}_{number}_{mark}");
    }

    /// <returns>Of a job that somebody else made: its own id, and null for the number.</returns>
    public static (string JobId, int? Number) Read(string name) =>
        Form().Match(name) is { Success: true } m ? (m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)) : (name, null);

    [GeneratedRegex("^(.+)_([0-9]{1,3})_[0-9a-f]{8}$")]
    private static partial Regex Form();
}
