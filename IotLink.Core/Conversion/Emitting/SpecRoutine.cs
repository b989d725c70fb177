using IotLink.Core.Products;

namespace IotLink.Core.Conversion.Emitting;

/// <summary>
/// Generated code for one spec: the way a payload goes when all is well. Whatever else may happen, it gives up, and the interpreter
/// reads the payload again to say what it was.
/// </summary>
/// <returns>false: given up; what has been set is to be thrown away.</returns>
internal delegate bool SpecRoutine(ref byte data, int length, int fPort, MetricValues into, DecodedSamples samples);
