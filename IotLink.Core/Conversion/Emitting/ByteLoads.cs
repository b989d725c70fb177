using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.CompilerServices;
using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>Unsigned loads of 1 to 8 bytes for generated code, which has checked the length before.</summary>
internal static class ByteLoads
{
    /// <summary>The method that loads so many bytes: <c>(ref byte data, int at) -> ulong</c>.</summary>
    public static MethodInfo Of(int bytes, ByteOrder order) =>
        typeof(ByteLoads).GetMethod(bytes == 1 ? nameof(Load1) : $"{order}{bytes}", BindingFlags.Static | BindingFlags.Public)!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load1(ref byte data, int at) => Unsafe.Add(ref data, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Big2(ref byte data, int at) => Reverse(Read<ushort>(ref data, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Big4(ref byte data, int at) => Reverse(Read<uint>(ref data, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Big8(ref byte data, int at) => Reverse(Read<ulong>(ref data, at));

    public static ulong Big3(ref byte data, int at) => (Load1(ref data, at) << 16) | Big2(ref data, at + 1);

    public static ulong Big5(ref byte data, int at) => (Load1(ref data, at) << 32) | Big4(ref data, at + 1);

    public static ulong Big6(ref byte data, int at) => (Big2(ref data, at) << 32) | Big4(ref data, at + 2);

    public static ulong Big7(ref byte data, int at) => (Big3(ref data, at) << 32) | Big4(ref data, at + 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Little2(ref byte data, int at) => Straight(Read<ushort>(ref data, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Little4(ref byte data, int at) => Straight(Read<uint>(ref data, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Little8(ref byte data, int at) => Straight(Read<ulong>(ref data, at));

    public static ulong Little3(ref byte data, int at) => Little2(ref data, at) | (Load1(ref data, at + 2) << 16);

    public static ulong Little5(ref byte data, int at) => Little4(ref data, at) | (Load1(ref data, at + 4) << 32);

    public static ulong Little6(ref byte data, int at) => Little4(ref data, at) | (Little2(ref data, at + 4) << 32);

    public static ulong Little7(ref byte data, int at) => Little4(ref data, at) | (Little3(ref data, at + 4) << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Read<T>(ref byte data, int at)
        where T : unmanaged => Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref data, at));

    private static ushort Reverse(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static uint Reverse(uint value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ulong Reverse(ulong value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ushort Straight(ushort value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static uint Straight(uint value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);

    private static ulong Straight(ulong value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
