using IotLink.Core.Devices;
using static IotLink.Ingest.Simulation.Wire;

namespace IotLink.Ingest.Simulation;

/// <summary>What the demo plant's products measure and how their devices talk, at a glance.</summary>
internal static class PlantModel
{
    private static readonly Signal RoomCelsius = new(19, 25);
    private static readonly Signal OutdoorCelsius = new(4, 19, Daily: 0.7);
    private static readonly Signal WaterCelsius = new(38, 62);
    private static readonly Signal Humidity = new(32, 64);
    private static readonly Signal Co2 = new(430, 1150, Daily: 0.6);
    private static readonly Signal HectoPascal = new(1002, 1024, Daily: 0.1);
    private static readonly Signal Battery = new(78, 96, Daily: 0);
    private static readonly Signal CellVolt = new(3.1, 3.5, Daily: 0.1);
    private static readonly Signal People = new(2, 60, Daily: 0.6);
    private static readonly Signal Dust = new(6, 38);

    public static IReadOnlyList<ProductModel> Products { get; } =
    [
        Of("prod-a", [Tcp, Tcp, Tcp, Tcp, MqttMetrics, MqttHex, MqttBytes, RestMetrics],
            Frame("01 4E  02 03E8  03 08FC  04 0C")
                .U1(1, "tempC", new(52, 74)).U2(3, "rpm", new(900, 1500)).U2(6, "voltage", new(216, 229), 0.1).U1(9, "vibration", new(0.6, 2.4), 0.1))
            with { Tcp = TcpDialect.ProdA, TakesCommands = true, Heat = ("tempC", 30), UnknownTag = [0x7E, 0x01, 0x02] },
        Of("gt06", [Tcp],
            Frame("12 000000000000 C9 00000000 00000000 00 1400 01CC00287D001FB8")
                .Clock(1).U4(8, "latitude", new(37.42, 37.61), 1 / 1_800_000.0).U4(12, "longitude", new(126.85, 127.15), 1 / 1_800_000.0)
                .U1(16, "speedKph", new(0, 85)),
            Frame("94 1E 000000D5 000002EE").S4(2, "temp1", new(2, 7), 0.1).S4(6, "humidity", new(60, 82), 0.1))
            with { Tcp = TcpDialect.Gt06, Heat = ("temp1", 12) },
        Of("gator-m508", [Tcp],
            Frame("80 000000000000 03733452 12702618 0035 0174 C0 47 00 079C 0C34 000AD80B")
                .Clock(1, bcd: true).U4(26, "odometer", Signal.Meter(40)))
            with { Tcp = TcpDialect.Gator },
        Of("micropelt-mlr003", [MqttHex, MqttBase64, RestBytes],
            Frame("47 19 1B 3C 3C 20 75 7B 15 01 25")
                .U1(0, "Current_Valve_Position", new(10, 90)).U1(2, "Flow_Temperature", WaterCelsius, 0.5).U1(4, "Ambient_Temperature", RoomCelsius, 0.25)
                .U1(6, "Storage_Voltage", new(2.3, 2.9), 0.02))
            with { FPort = 1 },
        Of("rivercity-txh", [MqttHex, MqttBase64, MqttMetrics],
            Frame("00F0 02FB 00 0BA2").S2(0, "temperature", RoomCelsius, 0.1).S2(2, "humidity", Humidity, 0.1).U2(5, "battery", CellVolt, 0.001))
            with { FPort = 2 },
        Of("milesight-am107", [MqttHex, MqttBase64, RestBytes],
            Frame("01755C 03673401 046865 077DE704 087D0700 09733F27")
                .U1(2, "battery", Battery).S2Little(5, "temperature", RoomCelsius, 0.1).U1(9, "humidity", Humidity, 0.5)
                .U2Little(12, "co2", Co2).U2Little(16, "tvoc", new(5, 220)).U2Little(20, "pressure", HectoPascal, 0.1))
            with { FPort = 85, Heat = ("co2", 1100), UnknownTag = [0xEE, 0xEE, 0x00] },
        Of("elsys-ers", [MqttBytes, MqttHex, MqttMetrics],
            Frame("0100E2 0229 040150 0500 060250 070E10")
                .S2(1, "temperature", RoomCelsius, 0.1).U1(4, "humidity", Humidity).U2(6, "light", new(20, 620, Daily: 0.7)).U1(9, "motion", new(0, 14))
                .U2(11, "co2", Co2).U2(14, "vdd", new(3480, 3650)))
            with { FPort = 1, UnknownTag = [0xEE, 0x00] },
        Of("decentlab-dl-5tm", [MqttHex],
            Frame("02 023B 0003 0037 0271 0C60")
                .U2(5, "dielectric_permittivity", new(4, 22), 0.02).U2(7, "soil_temperature", OutdoorCelsius, 0.1, add: -40).U2(9, "battery_voltage", CellVolt, 0.001))
            with { FPort = 1 },
        Of("dragino-lgt92", [MqttHex, MqttBase64],
            Frame("015A7854 06CF33D8 0D20 60 004B 0190")
                .S4(0, "latitude", new(37.42, 37.61), 0.000001).S4(4, "longitude", new(126.85, 127.15), 0.000001).U2(8, "BatV", CellVolt, 0.001)
                .S2(11, "Roll", new(-8, 8), 0.01).S2(13, "Pitch", new(-6, 6), 0.01))
            with { FPort = 2 },
        Of("talkpool-oy1110", [MqttHex, MqttBase64],
            Frame("3E 44 1D").Split12(0, 2, upperHalf: true, "Temperature", OutdoorCelsius, 0.1, -80)
                .Split12(1, 2, upperHalf: false, "RelativeHumidity", Humidity, 0.1, -25))
            with { FPort = 2 },
        Of("moirelabs-p1a", [MqttBase64, MqttHex],
            Frame("02 E5B8B441 0000C741 E5B8A441 0000C841")
                .F4Little(1, "min_value", new(17, 19)).F4Little(5, "max_value", new(25, 28)).F4Little(9, "average_value", new(21, 23))
                .F4Little(13, "last_value", new(20, 24)))
            with { FPort = 1 },
        Of("netvox-r718e", [MqttHex],
            Frame("01 1C 01 24 B340 B2C0 6A3E 00")
                .U1(3, "Volt", CellVolt, 0.1).BFloatLittle(4, "AccelerationX", new(-3, 6)).BFloatLittle(6, "AccelerationY", new(-6, 3))
                .BFloatLittle(8, "AccelerationZ", new(-0.5, 0.5)))
            with { FPort = 6 },
        Of("sting-pengy", [MqttHex, MqttMetrics],
            Frame("0101 0150 03CA 0059 005F 005F 2189")
                .U2(0, "Humidity", Humidity, 0.1).S2(2, "Temperature", OutdoorCelsius, 0.1).U2(4, "Pressure", HectoPascal).U2(6, "UPM", Dust, 0.1)
                .U2(8, "FPM", Dust, 0.1).U2(10, "RPM", Dust, 0.1).U2(12, "Noise", new(42, 78), 0.01))
            with { FPort = 3 },
        Of("paxcounter", [MqttHex, RestBytes],
            Frame("0700 0300").U2Little(0, "wifi", People).U2Little(2, "ble", People))
            with { FPort = 1 },
    ];

    public static ProductModel? Find(ProductId product) => Products.FirstOrDefault(p => p.Product == product);

    private static FrameTemplate Frame(string hex) => new(hex);

    private static ProductModel Of(string id, Wire[] wires, params FrameTemplate[] frames) => new(ProductId.Parse(id, null), wires, frames);
}
