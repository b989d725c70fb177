using System.Globalization;
using System.Text;
using CsCheck;
using IotLink.Core.Messages;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.History;

/// <summary>Messages as devices send them and as they should not: binary and JSON, late, repeated, cut, of nodes, of strangers.</summary>
internal static class RandomHistory
{
    private static readonly string[] Senders = ["dev-1", "dev-1", "dev-2", "child-1", "stranger"];

    private static readonly Gen<string> Device = Gen.Int[0, 4].Select(i => Senders[i]);

    private static readonly Gen<Message> Binary = Gen.Select(Device, Gen.Int[0, 255], Gen.Int[0, 6], (device, temperature, form) => new Message
    {
        Device = Sample.Device(device),
        Format = PayloadFormat.Binary,
        Payload = Convert.FromHexString(form switch
        {
            0 => $"7F{temperature:X2}",
            1 => $"01{temperature:X2}7F{temperature / 2:X2}0203E8",
            2 => "014E0203",
            3 => $"0203E8",
            _ => $"01{temperature:X2}0204B00309000{4}0F",
        }),
    });

    private static readonly Gen<Message> Json = Gen.Select(Device, Gen.Int[0, 120], Gen.Int[-30, 300], (device, temperature, second) =>
        Text(device, $$$"""{"device_timestamp":{{{Milliseconds(second)}}},"data":{"metrics":{"tempC":{{{temperature}}} } } }"""));

    private static readonly Gen<Message> Nodes = Gen.Select(Gen.Int[0, 120], Gen.Int[0, 300], (temperature, second) =>
        Text("hub-1", $$$"""{"hub_timestamp":{{{Milliseconds(second)}}},"data":{"metrics":{"tempC":20}},"nodes":[{"device_id":"child-1","parent":"hub-1","metrics":{"tempC":{{{temperature}}}}}]}"""));

    private static readonly Gen<Message> JsonBinary = Gen.Select(Device, Gen.Int[0, 120], Gen.Int[0, 300], (device, temperature, second) =>
        Text(device, $$$"""{"device_timestamp":{{{Milliseconds(second)}}},"data":{"bin":"01{{{temperature:X2}}}7F{{{temperature:X2}}}"}}"""));

    public static Gen<List<Message>> Messages(int most) => Gen.OneOf(Binary, Json, Nodes, JsonBinary).List[0, most];

    private static string Milliseconds(int second) => Sample.Noon.AddSeconds(second).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static Message Text(string device, string json) => new() { Device = Sample.Device(device), Payload = Encoding.UTF8.GetBytes(json) };
}
