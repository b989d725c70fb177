using System.Text.Json;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Endurance;

/// <summary>A reading of prod-a that tells which of its device's messages it is: speed and voltage carry the number.</summary>
internal static class Numbered
{
    /// <summary>Readings of this many hot and then as many cool messages; longer than anything in flight.</summary>
    public const int Spell = 100;

    private const int Base = 10_000;
    private const int SlowestFan = 1000;
    private const int LowestVoltage = 2000;
    private static readonly DateTimeOffset FirstOwnTime = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Its own time runs ten seconds a message: two cool readings are two reporting periods, and end the alarm.</summary>
    public static byte[] JsonWithOwnTime(int number) => Json(number, IsHot(number, true), FirstOwnTime.AddSeconds(10 * number));

    public static byte[] Json(int number) => Json(number, IsHot(number, false), null);

    public static byte[] Bytes(int number)
    {
        var (rpm, voltage) = (RpmOf(number), VoltageOf(number));
        return [1, Temperature(IsHot(number, false)), 2, (byte)(rpm >> 8), (byte)rpm, 3, (byte)(voltage >> 8), (byte)voltage];
    }

    public static int Of(StoredReading reading)
    {
        var rpm = (int)reading.Metrics["rpm"].Number!.Value;
        var voltage = (int)Math.Round(reading.Metrics["voltage"].Number!.Value * 10);
        return ((voltage - LowestVoltage) * Base) + rpm - SlowestFan;
    }

    /// <summary>Whether this message raises the alarm: the first of every hot spell.</summary>
    public static bool Raises(int number, bool ownTime) => IsHot(number, ownTime) && !IsHot(number - 1, ownTime);

    /// <summary>Cool and hot by turns; without a time of its own a device never cools down again, as its hold would be real seconds.</summary>
    private static bool IsHot(int number, bool ownTime) => number >= Spell && (!ownTime || number / Spell % 2 == 1);

    private static byte[] Json(int number, bool hot, DateTimeOffset? time) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        device_timestamp = time?.ToUnixTimeMilliseconds(),
        data = new { metrics = new { tempC = Temperature(hot), rpm = RpmOf(number), voltage = VoltageOf(number) / 10.0 } },
    });

    private static byte Temperature(bool hot) => hot ? (byte)82 : (byte)70;

    private static int RpmOf(int number) => SlowestFan + (number % Base);

    private static int VoltageOf(int number) => LowestVoltage + (number / Base);
}
